/** Runs JShell scripts that must not go on after a failure. */
@org.jspecify.annotations.NullMarked
module io.incidentiq.examples.jshell {
    requires static org.jspecify;
    requires jdk.jshell;
}
