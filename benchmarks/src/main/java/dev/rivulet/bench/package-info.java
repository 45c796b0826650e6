// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Measures the hot loops with JMH, and whole transfers beside the real program. */
package dev.rivulet.bench;
