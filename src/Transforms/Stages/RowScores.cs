using System.Globalization;
using NasPipelines.Files;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>The scores of a row of text, or of one that is no architecture.</summary>
internal static class RowScores
{
    /// <summary>The scores of a text.</summary>
    /// <param name="memo">The scorer and its memory.</param>
    /// <param name="text">The text.</param>
    /// <param name="parse">Makes an architecture of it.</param>
    /// <param name="context">How to score.</param>
    /// <param name="badRows">What is done where it is none.</param>
    /// <param name="where">Row and column, for the message; null where they are not known.</param>
    /// <exception cref="FormatException">It is none, and that is an error.</exception>
    public static ScoreRow Of(
        ScoreMemo memo, string text, Func<string, Architecture> parse, ScoringContext context, BadRows badRows, Func<string>? where)
    {
        try
        {
            return memo.Score(text, parse, context);
        }
        catch (FormatException e)
        {
            return badRows == BadRows.Missing
                ? Missing(memo, e)
                : throw new FormatException(where is null ? e.Message : $"{where()}: {e.Message}", e);
        }
    }

    /// <summary>The scores of a row that is no architecture.</summary>
    public static ScoreRow Missing(ScoreMemo memo, FormatException fault) =>
        ScoreRow.OfFailure(memo.Scorer.Columns.Count, ShownText.Of(fault.Message, 500));

    /// <summary>A row and column as messages name them.</summary>
    public static string Where(long row, string column) => string.Create(CultureInfo.InvariantCulture, $"Row {row}, column '{column}'");

    /// <summary>How a space reads a text: whatever it throws, an own one in particular, says of which text.</summary>
    public static Func<string, Architecture> Guarded(SearchSpace space, Func<string, Architecture>? parse = null) => text =>
    {
        try
        {
            return (parse ?? space.Parse)(text);
        }
        catch (Exception e) when (e is not (FormatException or OutOfMemoryException or OperationCanceledException))
        {
            throw new FormatException(
                $"'{ShownText.Of(text)}' cannot be read as an architecture of {space.Name}: {e.GetType().Name}: {ShownText.Of(e.Message)}",
                e);
        }
    };
}
