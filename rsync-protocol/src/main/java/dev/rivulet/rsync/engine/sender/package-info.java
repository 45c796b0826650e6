// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The sender: makes lists, answers requests with data, and learns what has arrived. Knows neither
 * generator nor receiver. Internal to the engine, no API.
 *
 * <pre>
 *   TurnInput -&gt; Sender -&gt; SendingStart -&gt; NameListCodec
 *                       -&gt; ListSender
 *                       -&gt; FileSender -&gt; Offer
 *   SenderMessages -&gt; Confirmations -&gt; BlamedName
 * </pre>
 */
package dev.rivulet.rsync.engine.sender;
