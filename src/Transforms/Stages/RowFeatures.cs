using NasPipelines.Features;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>The graph features of a row of text, or of one that is no architecture.</summary>
internal static class RowFeatures
{
    /// <summary>The features of a text.</summary>
    /// <param name="column">The features.</param>
    /// <param name="text">The text.</param>
    /// <param name="parse">Makes an architecture of it.</param>
    /// <param name="badRows">What is done where it is none; where it is no error, every feature is NaN.</param>
    /// <param name="where">Row and column, for the message; null where they are not known.</param>
    /// <exception cref="FormatException">It is none, and that is an error.</exception>
    public static float[] Of(
        GraphFeatureColumn column, string text, Func<string, Architecture> parse, BadRows badRows, Func<string>? where)
    {
        try
        {
            return column.Of(parse(text));
        }
        catch (FormatException e)
        {
            return badRows == BadRows.Missing
                ? [.. Enumerable.Repeat(float.NaN, column.SlotNames.Length)]
                : throw new FormatException(where is null ? e.Message : $"{where()}: {e.Message}", e);
        }
    }
}
