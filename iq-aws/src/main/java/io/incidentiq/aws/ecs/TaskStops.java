package io.incidentiq.aws.ecs;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells by ECS's words whether a task that stopped can start on another try. Wording is for people, but nothing else says that
 * waiting is in vain. What isn't recognised is waited for.
 */
final class TaskStops {
    /** What passes by itself: names, networks, throttling, capacity. Wins over everything else that a text says. */
    private static final Pattern PASSES = Pattern.compile(
            "no such host|host not found|name resolution|server misbehaving|temporary failure|lookup \\S+( on \\S+)?:"
                    + "|i/o timeout|(?<![\\w/.-])timeout(?![\\w/.-])|client\\.timeout|timed out|deadline exceeded"
                    + "|toomanyrequests|too many requests|throttl|rate exceeded|rate limit|limit exceeded"
                    + "|connection (refused|reset|issue)|no route to host|network is unreachable|unexpected eof|broken pipe"
                    + "|send request failed|request send failed|requestcanceled|context canceled"
                    + "|\\b50\\d (internal|bad|service|gateway)|service unavailable|internal server error"
                    + "|network interface|\\beni\\b|capacity|token has expired");

    private static final Pattern DENIED_OR_GONE = Pattern.compile(
            "not found|notfound|no such image|does not exist|doesn't exist|unknown: |(manifest|name) unknown"
                    + "|access ?denied|denied: |forbidden|not authorized|unauthorized|no basic auth|invalid reference format");

    private static final Pattern SECRET = Pattern.compile("secret|ssm|parameter|env files?|registry auth|kms");

    private static final Pattern SECRET_GONE = Pattern.compile(
            "can't find|did not contain json key|json key|marked for deletion|invalid (ssm )?parameters|nosuchkey"
                    + "|unexpected arn format|invalidciphertext");

    private static final Pattern OTHER_PLATFORM =
            Pattern.compile("descriptor matching platform|no matching manifest|no match for platform|exec format error"
                    + "|cannot be used on this platform|image operating system");

    private static final Pattern OTHER_SIZE =
            Pattern.compile("invalid '?cpu'?|invalid '?memory'?|invalid cpu or memory|no fargate configuration exists");

    private TaskStops() {}

    /** Returns whether no other try can help. */
    static boolean permanent(String why) {
        String text = why.toLowerCase(Locale.ROOT);
        if (PASSES.matcher(text).find()) {
            return false;
        }
        return isImage(text)
                || isSecret(text)
                || isLogGroup(text)
                || OTHER_PLATFORM.matcher(text).find()
                || OTHER_SIZE.matcher(text).find();
    }

    private static boolean isImage(String text) {
        return text.contains("cannotpull") && DENIED_OR_GONE.matcher(text).find();
    }

    private static boolean isSecret(String text) {
        boolean secret = (text.contains("resourceinitializationerror") || text.contains("fetching secret data"))
                && SECRET.matcher(text).find();
        return secret
                && (DENIED_OR_GONE.matcher(text).find()
                        || SECRET_GONE.matcher(text).find());
    }

    private static boolean isLogGroup(String text) {
        boolean log = text.contains("log group") || text.contains("log stream") || text.contains("logs:create");
        boolean starts = text.contains("resourceinitializationerror") || text.contains("cannotstartcontainererror");
        return starts && log && DENIED_OR_GONE.matcher(text).find();
    }
}
