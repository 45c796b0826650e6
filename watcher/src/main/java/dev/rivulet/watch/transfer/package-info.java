// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * From marks that were taken to a transfer that has ended: a look at the files makes a batch, a
 * plan makes transfers of it, and what they report decides what becomes of each mark. Changes no
 * mark set. Internal to the engine, no API.
 *
 * <pre>
 *   BatchBuilder -&gt; Batch -&gt; Transfers (TransferPlan) -&gt; Target
 *                                  |
 *                    Settlement &lt;- TransferOutcome
 * </pre>
 */
package dev.rivulet.watch.transfer;
