using NasPipelines.Scoring;

namespace NasPipelines.OneShot;

/// <summary>The columns of one-shot scores: accuracy, loss, and both of each batch where they are kept.</summary>
internal static class OneShotColumns
{
    /// <summary>The name of the column of losses where none is chosen.</summary>
    public static string LossName(string output) => $"{output}Loss";

    /// <summary>All names.</summary>
    /// <param name="output">The column of accuracies.</param>
    /// <param name="loss">The column of losses.</param>
    /// <param name="batches">The number of batches whose scores are kept.</param>
    public static IReadOnlyList<string> Names(string output, string loss, int batches) =>
        [output, loss, .. Enumerable.Range(0, batches).SelectMany(b => new[] { $"{output}_b{b}", $"{loss}_b{b}" })];

    /// <summary>All columns.</summary>
    public static IReadOnlyList<ScoreColumn> Of(OneShotSpecification specification) =>
    [
        .. Names(specification.Output, specification.LossOutput, specification.BatchScores)
            .Select((name, i) => new ScoreColumn(name, i % 2 == 0 ? ScoreDirection.HigherIsBetter : ScoreDirection.LowerIsBetter)),
    ];

    /// <summary>What a column holds, whatever its name.</summary>
    public static string Quantity(int column) =>
        (column % 2 == 0 ? "accuracy" : "loss") + (column < 2 ? string.Empty : $" of batch {(column / 2) - 1}");
}
