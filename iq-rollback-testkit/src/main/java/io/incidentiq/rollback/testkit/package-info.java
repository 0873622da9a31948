/**
 * One abstract contract class per port, manual time, and fakes. The author of a provider extends the contract of its port, names
 * the facts that the world behind it holds, and inherits the tests.
 */
package io.incidentiq.rollback.testkit;
