package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.ForeignAlarm;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.aws.alarm.text.ReasonText;
import io.incidentiq.aws.alarm.text.ServiceNaming;
import io.incidentiq.aws.alarm.text.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The e-mail that Amazon SNS makes of an alarm: words for people, which are not read as an alarm. */
public final class OtherText {
    private static final int READ = 16_384;
    private static final Pattern MAIL = Pattern.compile("Amazon CloudWatch Alarm \"(?<name>[^\"\\n]{1,255})\"");
    private static final Pattern WENT_OFF = Pattern.compile("entered the ALARM state|-> ALARM");
    private static final Pattern AT = Pattern.compile(
            "(?<at>[0-9]{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December),? [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}) UTC");
    private static final Pattern DIMENSION =
            Pattern.compile("(?<name>[A-Za-z][\\w .-]{0,60}?)\\s?=\\s?(?<value>[\\w.-]{1,255})(?=[\\],\\s])");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM[','] uuuu HH:mm:ss", Locale.ENGLISH);

    private OtherText() {}

    public static boolean isMail(String text) {
        String start = start(text);
        return !start.stripLeading().startsWith("{") && MAIL.matcher(start).find();
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), READ));
    }

    public static NotAnAlarm mail(String text) {
        String read = start(text);
        Matcher name = MAIL.matcher(read);
        String what =
                "the text of an e-mail" + (name.find() ? " about the alarm " + Words.quoted(name.group("name")) : "");
        return WENT_OFF.matcher(read).find()
                ? NotAnAlarm.found(what, new ForeignAlarm(service(read), began(read)))
                : NotAnAlarm.found(what);
    }

    private static @Nullable String service(String text) {
        int at = text.indexOf("Dimensions:");
        Matcher dimension = DIMENSION.matcher(at < 0 ? "" : text.substring(at));
        while (dimension.find()) {
            if (ServiceNaming.isService(dimension.group("name").strip())
                    && ServiceNaming.isName(dimension.group("value"))) {
                return dimension.group("value");
            }
        }
        return null;
    }

    /** The first datapoint that crossed, else when the alarm changed. */
    private static @Nullable Instant began(String text) {
        int at = text.indexOf("Threshold Crossed:");
        Optional<Instant> first =
                at < 0 ? Optional.empty() : new ReasonText(until(text.substring(at))).firstBreaching();
        return first.or(() -> changed(text)).orElse(null);
    }

    private static String until(String reason) {
        int end = reason.indexOf('\n');
        return reason.substring(0, Math.min(end < 0 ? reason.length() : end, 2_000));
    }

    private static Optional<Instant> changed(String text) {
        Matcher at = AT.matcher(text);
        try {
            return at.find()
                    ? Optional.of(LocalDateTime.parse(at.group("at"), TIME).toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
