package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The sizes of a task that AWS Fargate offers; see "Task CPU and memory" in the Amazon ECS developer guide. */
final class FargateSize {
    private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

    /** Memory in MiB by CPU units: the least, the most, and the step between. */
    private static final Map<Integer, Range> OFFERED = new TreeMap<>(Map.of(
            256, new Range(512, 2048, 512),
            512, new Range(1024, 4096, 1024),
            1024, new Range(2048, 8192, 1024),
            2048, new Range(4096, 16_384, 1024),
            4096, new Range(8192, 30_720, 1024),
            8192, new Range(16_384, 61_440, 4096),
            16_384, new Range(32_768, 122_880, 8192)));

    private record Range(int least, int most, int step) {
        boolean holds(int memory) {
            return memory >= least && memory <= most && memory % step == 0;
        }
    }

    private FargateSize() {}

    /** @throws AwsError {@code ClientException} if the definition is for Fargate and of another size */
    static void require(Body definition) {
        if (!definition.texts("requiresCompatibilities").contains("FARGATE")) {
            return;
        }
        int cpu = units(definition, "cpu", "vcpu");
        int memory = units(definition, "memory", "gb");
        Range range = OFFERED.get(cpu);
        // 256 units go with 512, 1024 and 2048 MiB alone
        boolean odd = cpu == 256 && memory == 1536;
        if (range == null || !range.holds(memory) || odd) {
            throw AwsError.client(
                    "No Fargate configuration exists for given values: %d CPU, %d memory. See the Amazon ECS documentation for the valid values."
                            .formatted(cpu, memory));
        }
    }

    /** Reads {@code 1024}, {@code 1 vCPU} or {@code 2 GB}. */
    private static int units(Body definition, String name, String unit) {
        String text = definition
                .text(name)
                .orElseThrow(() ->
                        AwsError.client("Fargate requires that '%s' be defined at the task level.".formatted(name)))
                .strip()
                .toLowerCase(Locale.ROOT);
        try {
            return text.endsWith(unit)
                    ? new BigDecimal(text.substring(0, text.length() - unit.length())
                                    .strip())
                            .multiply(UNITS)
                            .intValueExact()
                    : Integer.parseInt(text);
        } catch (NumberFormatException | ArithmeticException e) {
            throw AwsError.client("Invalid '%s' setting for task.".formatted(name));
        }
    }
}
