// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.daemon.config.Parameter;
import dev.rivulet.watch.doctor.RsyncdParameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The doctor of live mirrors and the daemon know the same parameters. */
class DoctorParametersTest {

  @Test
  void theDoctorKnowsEveryParameterOfTheDaemon() {
    assertThat(RsyncdParameter.all())
        .extracting(RsyncdParameter::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Parameter.values()).map(Parameter::title).toList());
  }
}
