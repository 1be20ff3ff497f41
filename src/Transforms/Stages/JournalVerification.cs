using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>What computing recorded scores again gave.</summary>
public sealed class JournalVerification
{
    internal JournalVerification(
        long scores, int recomputed, long damaged,
        IReadOnlyList<(string Score, string Architecture, ScoreValue Recorded, ScoreValue Recomputed)> differences,
        IReadOnlyList<string> skipped)
    {
        (Scores, Recomputed, Damaged, Skipped) = (scores, recomputed, damaged, skipped);
        Differences = [.. differences.Select(d => (d.Score, d.Architecture, Shown(d.Recorded), Shown(d.Recomputed)))];
        LargestDifference = Largest(differences.Select(d => (d.Recorded, d.Recomputed)));
    }

    /// <summary>Scores in the journal.</summary>
    public long Scores { get; }

    /// <summary>Scores computed again.</summary>
    public int Recomputed { get; }

    /// <summary>
    /// Scores in the whole journal whose checksum does not fit what is in their row; they are computed again when they are asked for.
    /// </summary>
    public long Damaged { get; }

    /// <summary>
    /// Those that differ: the estimator, the architecture, the raw value in the journal and the raw value now, or why there is none.
    /// </summary>
    public IReadOnlyList<(string Score, string Architecture, string Recorded, string Recomputed)> Differences { get; }

    /// <summary>
    /// The largest of the differences, relative to the larger of the two numbers; null where nothing differs, or where one of them is no
    /// number.
    /// </summary>
    public double? LargestDifference { get; }

    /// <summary>Estimators of the sample that cannot be made here, with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; }

    /// <summary>What was computed again in a line, and a line per difference and per estimator that could not be made.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Differences.Select(d => $"{d.Score} of {d.Architecture}: {d.Recorded} recorded, {d.Recomputed} now")
            .Concat(Skipped.Select(s => $"not recomputed: {s}"))
            .Prepend(FormattableString.Invariant(
                $"{Recomputed} of {Scores} scores computed again, {Differences.Count} differ, {Damaged} in the journal are damaged")));

    internal static double? Largest(IEnumerable<(ScoreValue Recorded, ScoreValue Recomputed)> differences)
    {
        double? largest = null;
        foreach (var (was, now) in differences)
        {
            if (!was.IsDefined || !now.IsDefined)
            {
                return null;
            }

            largest = Math.Max(largest ?? 0, ScoreValue.RelativeDifference(was.Value, now.Value));
        }

        return largest;
    }

    private static string Shown(ScoreValue value) => value.Reason ?? value.Value.ToString("R", CultureInfo.InvariantCulture);
}
