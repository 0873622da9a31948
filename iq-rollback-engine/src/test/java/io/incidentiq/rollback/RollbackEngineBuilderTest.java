package io.incidentiq.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.port.ServiceRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollbackEngineBuilderTest {
    static Stream<Method> setters() {
        return Arrays.stream(RollbackEngineBuilder.class.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getParameterCount() == 1);
    }

    private static RollbackEngineBuilder builder() {
        return RollbackEngine.builder((ServiceRegistry) Proxy.newProxyInstance(
                ServiceRegistry.class.getClassLoader(),
                new Class<?>[] {ServiceRegistry.class},
                (self, method, args) -> {
                    throw new AssertionError(method + " is called before anything begins");
                }));
    }

    @ParameterizedTest
    @MethodSource("setters")
    void setter_null_isRefusedByNameBeforeAnythingHappens(Method setter) {
        assertThatThrownBy(() -> setter.invoke(builder(), new Object[] {null}))
                .cause()
                .isInstanceOf(NullPointerException.class)
                .hasMessage(setter.getName());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_null_isRefusedByNameBeforeAnythingHappens(Method call) {
        Object[] nulls = new Object[call.getParameterCount()];

        assertThatThrownBy(() -> call.invoke(builder().build(), nulls))
                .cause()
                .isInstanceOf(NullPointerException.class)
                .hasMessageMatching("[a-z]+");
    }

    static Stream<Method> calls() {
        return Arrays.stream(RollbackEngine.class.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !Modifier.isStatic(m.getModifiers()));
    }

    @Test
    void calls_andSetters_areAllThere() {
        assertThat(setters()).hasSize(8);
        assertThat(calls()).hasSize(7);
    }
}
