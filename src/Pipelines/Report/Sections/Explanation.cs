namespace NasPipelines.Report.Sections;

/// <summary>What a word of a report means.</summary>
/// <param name="Id">Its name in the page; that of the criterion where it is one.</param>
/// <param name="Word">The word.</param>
/// <param name="Text">What it means.</param>
internal sealed record Explanation(string Id, string Word, string Text);
