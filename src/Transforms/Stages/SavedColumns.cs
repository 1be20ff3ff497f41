namespace NasPipelines.Stages;

/// <summary>The working columns of a saved stage; dropped at its end. Saved models name them.</summary>
internal static class SavedColumns
{
    public const string Architecture = "NasPipelines.Architecture";
    public const string Stage = "NasPipelines.Stage";
    public const string Scores = "NasPipelines.Scores";
    public const string Index = "NasPipelines.Index";
    public const string Value = "NasPipelines.Value";
    public const string Status = "NasPipelines.Status";
    public const string Features = "NasPipelines.PaddedFeatures";

    public static readonly string[] All =
        [Architecture, Stage, Scores, Index, Status, .. Enumerable.Range(0, ScoreReply.Count).Select(ValueOf)];

    /// <summary>Is it a column that only a stage of the product adds, and drops at its end?</summary>
    public static bool IsWorking(string column) => column.StartsWith("NasPipelines.", StringComparison.Ordinal);

    /// <summary>The column of one of the scores that a stage takes from all of them.</summary>
    public static string ValueOf(int position) => FormattableString.Invariant($"{Value}{position}");
}
