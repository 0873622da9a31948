package io.incidentiq.simulator.aws.protocol;

import java.util.Map;

/** What CloudWatch's errors were called in the query protocol. */
final class QueryCodes {
    private static final Map<String, String> CODES = Map.of(
            "InvalidParameterValueException", "InvalidParameterValue",
            "InvalidParameterCombinationException", "InvalidParameterCombination",
            "MissingRequiredParameterException", "MissingParameter",
            "ThrottlingException", "Throttling",
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "InternalServiceFault", "InternalServiceError");

    private QueryCodes() {}

    static String of(String type) {
        return CODES.getOrDefault(type, type);
    }
}
