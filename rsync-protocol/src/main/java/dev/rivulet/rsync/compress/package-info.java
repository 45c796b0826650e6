// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/** Token streams: the data of one file as literals and block references, plain or compressed. */
package dev.rivulet.rsync.compress;
