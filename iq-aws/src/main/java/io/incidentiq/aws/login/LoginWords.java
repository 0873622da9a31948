package io.incidentiq.aws.login;

import io.incidentiq.aws.secret.Causes;
import io.incidentiq.aws.secret.Secrets;
import io.incidentiq.rollback.internal.format.ShellWord;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Says why a login gave no credentials, and what mends it. The SDK tells in words alone, often deep among the causes, so that what is
 * known here are its words. The first rule that fits counts.
 */
public final class LoginWords {
    private static final int LONGEST = 300;
    private static final int LONGEST_READ = 4_000;
    private static final String NOTHING = "no AWS credentials found";
    private static final Pattern CONNECTED = Pattern.compile("Connect to (\\S+)");

    private record Rule(Pattern pattern, UnaryOperator<String> words) {}

    private final String profile;

    /** @param profile the profile that was asked for; null where that of the environment or none is used */
    public LoginWords(@Nullable String profile) {
        this.profile = profile == null ? "" : " --profile " + ShellWord.of(profile);
    }

    /** Returns the words for {@code e} where it is known to be about a login. */
    public Optional<String> of(Throwable e) {
        String text = chain(e);
        return ofService(e)
                .or(() -> rules().stream()
                        .map(rule -> Optional.of(rule.pattern.matcher(text))
                                .filter(Matcher::find)
                                .map(found ->
                                        rule.words.apply(found.groupCount() > 0 ? shortened(found.group(1)) : "")))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Returns the words for {@code e}, of which is known that it is about a login, where it says more than that nothing was found. */
    Optional<String> specific(Throwable e) {
        return of(e).filter(words -> !words.startsWith(NOTHING))
                .or(() -> unknown(e))
                .or(() -> refused(e));
    }

    private static Optional<String> unknown(Throwable e) {
        return Causes.find(e, UnknownHostException.class)
                .map(unknown ->
                        "the login's service is not found: no such host %s; is the Region right, and the network up?"
                                .formatted(shortened(ownWords(unknown)).split("[:\\s]", -1)[0]));
    }

    /** Not every HTTP client says of whom it was refused. */
    private static Optional<String> refused(Throwable e) {
        return Causes.find(e, ConnectException.class)
                .map(refused -> CONNECTED.matcher(ownWords(refused)))
                .map(to -> "the login's service%s refuses connections; are AWS_ENDPOINT_URL_STS and the proxy right?"
                        .formatted(to.find() ? " at " + shortened(to.group(1)) : ""));
    }

    /** Returns the words for a place that has given nothing so far, and is still asked. */
    String slow(LoginPlace place) {
        return "no AWS credentials yet: %s is slow%s; to see why, run: aws sts get-caller-identity%s"
                .formatted(place.name(), place.mayBeSlow() ? ", or waits for you" : "", profile);
    }

    /** Returns the words for {@code e}, of which is known that it is about a login. */
    public String always(Throwable e) {
        return specific(e).or(() -> of(e)).orElseGet(() -> "no AWS credentials: " + shortened(ownWords(e)));
    }

    private List<Rule> rules() {
        return List.of(
                rule(
                        "'(\\w+)' service module must be on the class path",
                        module -> ("this login needs the AWS SDK's module '%s', which is not on the class path; add"
                                        + " software.amazon.awssdk:%s")
                                .formatted(module, module)),
                rule(
                        "(?i)(?:services\\.sso|SSO (?:session|token)|sso login|Token is expired|cached SSO)",
                        any ->
                                "the session of IAM Identity Center (SSO) has expired or was never begun; run: aws sso login"
                                        + profile),
                rule(
                        "(?i)(?:login_session|services\\.signin|re-?authenticate|login access token)",
                        any -> "the session of aws login has expired or was never begun; run: aws login" + profile),
                rule(
                        "(?i)(?:process-based credentials|credential_process|Command returned non-zero)",
                        any -> "credential_process gave no credentials; run that command by hand to see why"),
                rule(
                        "(?i)(?:web identity token|WebIdentity|AWS_WEB_IDENTITY_TOKEN_FILE)(?=.*(?:NoSuchFile|Unable to read|not found))",
                        any -> "the web identity's token can't be read; check AWS_WEB_IDENTITY_TOKEN_FILE"),
                rule(
                        "(?i)(?:expired|refresh)(?=.*(?:token|session|login))",
                        any -> "the credentials have expired; log in again"),
                rule(
                        "Unable to load credentials",
                        any -> NOTHING + "; set --profile, AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in"));
    }

    private static Rule rule(String regex, UnaryOperator<String> words) {
        return new Rule(Pattern.compile("(?s)" + regex), words);
    }

    /** STS, IAM Identity Center and the sign-in service are services like others: they answer with a code. */
    private Optional<String> ofService(Throwable e) {
        for (Throwable cause : Causes.of(e)) {
            if (cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
                String service = String.valueOf(answer.awsErrorDetails().serviceName());
                if (service.matches("(?i)sts|sso|ssooidc|sso ?oidc|signin")) {
                    return Optional.of(words(service, answer));
                }
            }
        }
        return Optional.empty();
    }

    private String words(String service, AwsServiceException answer) {
        String code = String.valueOf(answer.awsErrorDetails().errorCode());
        String told = shortened(String.valueOf(answer.awsErrorDetails().errorMessage()));
        if (service.matches("(?i)sso|ssooidc|sso ?oidc")
                && code.matches("Unauthorized.*|Expired.*|InvalidGrant.*|.*Token.*")) {
            return "the session of IAM Identity Center (SSO) has expired; run: aws sso login" + profile;
        }
        if (service.matches("(?i)signin")) {
            return "the session of aws login was refused (%s: %s); run: aws login%s".formatted(code, told, profile);
        }
        String remedy =
                code.startsWith("AccessDenied") ? "; its trust policy, or the caller's permissions, must allow it" : "";
        return "the login was refused by %s (%s: %s)%s".formatted(service, code, told, remedy);
    }

    private static String chain(Throwable e) {
        return Causes.of(e).stream()
                .map(String::valueOf)
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_READ)))
                .collect(Collectors.joining("\n"));
    }

    /** Returns what the innermost cause says, in one line, but for all the profiles that the SDK adds where one holds no credentials. */
    static String own(Throwable e) {
        List<Throwable> chain = Causes.of(e);
        return oneLine(ownWords(chain.get(chain.size() - 1)).replaceFirst("(?s):? ProfileFile\\(.*", ""));
    }

    private static String ownWords(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String shortened(String text) {
        String clean = oneLine(text);
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }

    private static String oneLine(String text) {
        return Secrets.removed(text).replaceAll("\\s+", " ").trim();
    }
}
