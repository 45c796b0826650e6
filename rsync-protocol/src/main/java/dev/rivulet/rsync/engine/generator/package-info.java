// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The generator: looks at what is there for each entry of the lists, makes what needs no data, and
 * asks for the rest. Knows neither sender nor receiver. Internal to the engine, no API.
 *
 * <pre>
 *   Generator -&gt; EntryHandler -&gt; Directories, LocalObjects, HardLinker, Alternates
 *                             -&gt; FileRequests -&gt; QuickCheck, FuzzyBasis
 *   all of them -&gt; Workbench -&gt; ItemWriter
 * </pre>
 */
package dev.rivulet.rsync.engine.generator;
