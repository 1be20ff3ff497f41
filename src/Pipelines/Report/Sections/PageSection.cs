using System.Collections.Immutable;

namespace NasPipelines.Report.Sections;

/// <summary>A part of the page.</summary>
/// <param name="Id">Its place in links.</param>
/// <param name="Title">Its heading, and its line in the contents.</param>
/// <param name="Body">What it shows, as HTML.</param>
/// <param name="Tables">The tables that can be taken from it.</param>
internal sealed record PageSection(string Id, string Title, string Body, params ImmutableArray<DataTable> Tables);
