using System.Collections.Immutable;

namespace NasPipelines.Report.Sections;

/// <summary>A part of the page.</summary>
/// <param name="Id">Its place in links.</param>
/// <param name="Link">What the contents call it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">What it shows, as HTML.</param>
/// <param name="Tables">The tables that can be taken from it.</param>
internal sealed record PageSection(string Id, string Link, string Title, string Body, params ImmutableArray<DataTable> Tables);
