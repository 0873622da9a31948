package io.incidentiq.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are most of all text are passed over without a pattern: none that tells something may be. */
class DiscouragedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Never use this.",
                "Do  not run these commands.",
                "Don’t do this.",
                "dont follow this",
                "You must not use it any more: must not use this.",
                "This is not to be used.",
                "Deprecated.",
                "This is obsolete.",
                "This is outdated.",
                "The commands are out of date.",
                "The commands are out\u00a0of\tdate.",
                "It is superseded.",
                "It was retired.",
                "It is no longer valid.",
                "It is not in use any more.",
                "Dies ist veraltet.",
                "Das ist überholt.",
                "Niemals ausführen.",
                "Nicht verwenden!",
                "Bitte nicht mehr.",
                "Ne plus utiliser.",
                "Ne jamais faire.",
                "ne pas utiliser",
                "no usar",
                "no utilizar",
                "no ejecutar",
                "nunca",
                "não usar",
                "使用しない",
                "使わない",
                "廃止",
                "非推奨",
                "実行しない",
                "How not to roll back",
                "A bad example",
                "The wrong way",
                "An antipattern"
            })
    void saysSo(String text) {
        assertThat(Discouraged.besideCode(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Archived procedure",
                "Old way",
                "Legacy steps",
                "Former process",
                "Previous version",
                "Alte Schritte"
            })
    void aTitleSaysSo(String title) {
        assertThat(Discouraged.byTitle(title)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Run this first.", "Do not run this before the alarm.", "Update the service."})
    void saysNothing(String text) {
        assertThat(Discouraged.besideCode(text)).isFalse();
    }
}
