using System.Diagnostics;

namespace NasPipelines.Benchmarks;

/// <summary>Measures how long runs take.</summary>
internal static class Timing
{
    /// <summary>One run.</summary>
    public static Duration Once(Action action)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        action();
        return new Duration(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    /// <summary>Median seconds of wall time over repetitions, after one run that does not count.</summary>
    public static double Repeated(int repetitions, Action action)
    {
        action();
        return Median(Enumerable.Range(0, repetitions).Select(_ => Once(action).Wall));
    }

    /// <summary>
    /// Medians of alternatives that take turns, so that a disturbance of the machine does not hit one alone; the first round does not
    /// count.
    /// </summary>
    public static Duration[] Alternating(int repetitions, IReadOnlyList<Action> alternatives)
    {
        var rounds = Enumerable.Range(0, repetitions + 1).Select(_ => alternatives.Select(Once).ToArray()).Skip(1).ToList();
        return [.. alternatives.Select(
            (_, i) => new Duration(Median(rounds.Select(r => r[i].Wall)), Median(rounds.Select(r => r[i].Processor))))];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
