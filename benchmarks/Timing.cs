using System.Diagnostics;

namespace NasPipelines.Benchmarks;

/// <summary>Wall times.</summary>
internal static class Timing
{
    /// <summary>Seconds of one run.</summary>
    public static double Once(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Median seconds over repetitions, after one run that does not count.</summary>
    public static double Repeated(int repetitions, Action action)
    {
        action();
        return Median(Enumerable.Range(0, repetitions).Select(_ => Once(action)));
    }

    /// <summary>
    /// Median seconds of alternatives that take turns, so that a disturbance of the machine does not hit one alone; the first round does not count.
    /// </summary>
    public static double[] Alternating(int repetitions, IReadOnlyList<Action> alternatives)
    {
        var rounds = Enumerable.Range(0, repetitions + 1).Select(_ => alternatives.Select(Once).ToArray()).Skip(1).ToList();
        return [.. alternatives.Select((_, i) => Median(rounds.Select(r => r[i])))];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
