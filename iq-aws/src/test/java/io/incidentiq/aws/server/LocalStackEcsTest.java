package io.incidentiq.aws.server;

import java.net.URI;

/** {@link OtherEcs} against LocalStack's, which needs a token. */
class LocalStackEcsTest extends OtherEcs {
    @Override
    URI endpoint() {
        return LocalStack.ecs();
    }
}
