// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

/** An event that is not done with, and how far it is; a picture of one moment. */
public record PendingChange(Delay.Status status, Change change) {}
