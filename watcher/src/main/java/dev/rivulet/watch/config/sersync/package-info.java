// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code confxml.xml} of sersync.
 *
 * <p>{@code SersyncXml} reads the file as forgivingly as the original does, {@code SersyncDocument}
 * gives every element its meaning and default, and {@link
 * dev.rivulet.watch.config.sersync.SersyncConfig} makes mirrors of it.
 *
 * <pre>
 *   bytes -&gt; SersyncText -&gt; SersyncXml -&gt; XmlElement -&gt; SersyncDocument -&gt; SersyncConfig
 * </pre>
 */
package dev.rivulet.watch.config.sersync;
