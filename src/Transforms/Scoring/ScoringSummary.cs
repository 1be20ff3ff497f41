using System.Globalization;

namespace NasPipelines.Scoring;

/// <summary>What a scoring run did.</summary>
public sealed class ScoringSummary
{
    internal ScoringSummary(
        IReadOnlyList<ScoreRow> rows, IReadOnlyList<ScoreRow> distinct, IReadOnlyList<ScoreColumn> columns, double seconds, int resumed)
    {
        (Rows, Distinct, Seconds, Resumed) = (rows.Count, distinct.Count, seconds, resumed);
        Failed = rows.Count(r => r.Values.All(v => v.Reason is not null));
        Scores =
        [
            .. columns.Select((c, i) => (
                c.Name, distinct.Count == 0 ? 0 : distinct.Average(r => r.Seconds[i]), rows.Count(r => r.Values[i].Reason is not null))),
        ];
    }

    /// <summary>Rows of the view.</summary>
    public int Rows { get; }

    /// <summary>Distinct architectures among them; each was scored once.</summary>
    public int Distinct { get; }

    /// <summary>Rows without any value.</summary>
    public int Failed { get; }

    /// <summary>Wall time.</summary>
    public double Seconds { get; }

    /// <summary>Distinct architectures whose scores were in the journal.</summary>
    public int Resumed { get; }

    /// <summary>Architectures that were scored at a time.</summary>
    public int Workers { get; internal init; } = 1;

    /// <summary>About the most memory that one of them took, in bytes, as estimated before; 0 where that is not known.</summary>
    public long PeakBytes { get; internal init; }

    /// <summary>A summary per score.</summary>
    public IReadOnlyList<(string Name, double SecondsPerArchitecture, int Missing)> Scores { get; }

    /// <summary>What was done in a line, and a line per score.</summary>
    public override string ToString()
    {
        var width = Math.Max("score".Length, Scores.Max(s => s.Name.Length));
        return string.Join(Environment.NewLine, Scores.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Name.PadRight(width)}  {s.SecondsPerArchitecture,14:F4}  {s.Missing,7}"))
            .Prepend($"{"score".PadRight(width)}  s/architecture  missing")
            .Prepend(string.Create(
                CultureInfo.InvariantCulture,
                $"{Rows} rows, {Distinct} distinct architectures ({Resumed} from the journal), {Failed} without any score, {Seconds:F1} s"
            )));
    }
}
