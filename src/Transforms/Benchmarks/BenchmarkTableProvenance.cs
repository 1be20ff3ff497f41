using System.Collections.Immutable;
using System.Text.Json;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks;

/// <summary>Where a table comes from, and what reading it left out.</summary>
internal sealed record BenchmarkTableProvenance
{
    /// <summary>The file's name without its folder.</summary>
    public required string File { get; init; }

    /// <summary>The SHA-256 of the file as it lies on disk, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The number of rows kept.</summary>
    public required int Rows { get; init; }

    /// <summary>The number of bad rows left out under <see cref="BadRowPolicy.Skip"/>.</summary>
    public int SkippedRows { get; init; }

    /// <summary>What is wrong with the first of the rows left out, up to 20 of them.</summary>
    public ImmutableArray<string> SkippedReasons { get; init; } = [];

    /// <summary>The columns left out because they hold no number, or other things too.</summary>
    public ImmutableArray<string> TextColumns { get; init; } = [];

    /// <summary>What these columns hold.</summary>
    public ImmutableArray<(string Name, string Why)> LeftOut { get; init; } = [];

    /// <summary>What else a reader should be told.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What the file is, and which column was taken for what.</summary>
    public string Told { get; init; } = "";

    /// <summary>The description in <see cref="KnownTables.All"/> that recognised the table, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What is wrong with the file beside the table that says where it comes from; null where nothing is.</summary>
    public string? Unrelated { get; init; }

    /// <summary>A text for a log per thing that was left out.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Unrelated is { } unrelated)
        {
            yield return unrelated;
        }

        if (SkippedRows > 0)
        {
            yield return $"{File}: {SkippedRows} bad rows left out, {Rows} kept; {string.Join("; ", SkippedReasons)}";
        }

        var others = LeftOut.Where(column => column.Why != "text").ToList();
        if (others.Count > 0)
        {
            yield return $"{File}: columns left out: "
                + ShownText.List([.. others.Select(column => $"{ShownText.Of(column.Name)} ({ShownText.Of(column.Why, 200)})")]);
        }

        var texts = LeftOut.Where(column => column.Why == "text").Select(column => column.Name).ToList();
        if (texts.Count > 0)
        {
            yield return $"{File}: columns without numbers left out: {ShownText.List(texts)}";
        }

        foreach (var note in Notes)
        {
            yield return note;
        }
    }

    internal string ToJson() => JsonSerializer.Serialize(
        new { file = File, sha256 = Sha256, rows = Rows, skippedRows = SkippedRows, description = Description });
}
