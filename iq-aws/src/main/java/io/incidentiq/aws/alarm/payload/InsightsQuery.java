package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of Metrics Insights, as far as it says what it is about.
 *
 * @param dimensions what its WHERE fixes
 * @param grouped whether it yields one series for each of something
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html">Syntax</a>
 */
record InsightsQuery(String namespace, Map<String, String> dimensions, boolean grouped) {
    private static final int LONGEST = 4_096;
    private static final Pattern FROM = Pattern.compile(
            "(?is)\\s*SELECT\\s.{1,500}?\\sFROM\\s+(?:SCHEMA\\s*\\(\\s*)?(?:\"(?<quoted>[^\"]{1,255})\"|(?<plain>[A-Za-z0-9_]{1,255})).*");
    private static final Pattern FIXED = Pattern.compile(
            "(?:\"(?<quoted>[^\"]{1,255})\"|(?<plain>[A-Za-z0-9_]{1,255}))\\s{0,20}=\\s{0,20}'(?<value>[^']{0,1024})'");
    private static final Pattern GROUPED = Pattern.compile("(?i)\\sGROUP\\s+BY\\s");

    static Optional<InsightsQuery> of(String expression) {
        Matcher from = FROM.matcher(expression);
        if (expression.length() > LONGEST || !from.matches()) {
            return Optional.empty();
        }
        var fixed = new LinkedHashMap<String, String>();
        Matcher pair = FIXED.matcher(expression);
        while (pair.find()) {
            fixed.put(Words.plain(word(pair)), Words.plain(pair.group("value")));
        }
        return Optional.of(new InsightsQuery(
                Words.plain(word(from)), fixed, GROUPED.matcher(expression).find()));
    }

    private static String word(Matcher matcher) {
        String quoted = matcher.group("quoted");
        return quoted == null ? matcher.group("plain") : quoted;
    }
}
