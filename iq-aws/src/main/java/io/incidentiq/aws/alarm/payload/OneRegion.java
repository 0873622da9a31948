package io.incidentiq.aws.alarm.payload;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Metrics that AWS keeps in one Region for all: where such an alarm is says nothing of where the service runs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html">Namespaces</a>
 */
final class OneRegion {
    private static final Set<String> NAMESPACES = Set.of(
            "AWS/Route53",
            "AWS/CloudFront",
            "AWS/GlobalAccelerator",
            "AWS/Billing",
            "AWS/TrustedAdvisor",
            "AWS/Chatbot",
            "AWS/NetworkManager");
    private static final Set<String> FIREWALL = Set.of("AWS/WAFV2", "AWS/WAF", "WAF");
    private static final Set<String> OF_CLOUDFRONT = Set.of("", "Global", "CloudFront");
    private static final String EDGE = "us-east-1.";

    private OneRegion() {}

    static boolean is(String namespace, Map<String, String> dimensions) {
        if (FIREWALL.contains(namespace)) {
            return OF_CLOUDFRONT.contains(dimensions.getOrDefault("Region", ""));
        }
        boolean edge = namespace.equals("AWS/Lambda")
                && dimensions.getOrDefault("FunctionName", "").startsWith(EDGE);
        return NAMESPACES.contains(namespace) || edge || isProtected(namespace, dimensions);
    }

    /** AWS Shield tells in the resource's Region, and in one Region of what has none. */
    private static boolean isProtected(String namespace, Map<String, String> dimensions) {
        Optional<String> resource = Optional.ofNullable(dimensions.get("ResourceArn"));
        return namespace.equals("AWS/DDoSProtection")
                && Origin.region(resource).filter(String::isEmpty).isPresent();
    }
}
