using System.Diagnostics;
using NasPipelines.Scoring;
using Spectre.Console;

namespace NasPipelines.Cli;

/// <summary>A progress bar with rate and time left on standard error.</summary>
internal static class ScoringBar
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static T Show<T>(Terminal terminal, Func<IProgress<RunProgress>, T> work)
    {
        if (terminal.Verbosity == Verbosity.Quiet)
        {
            return work(new Reporter(_ => { }));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Error),
            Ansi = terminal.IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal.IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(bar =>
            {
                var task = bar.AddTask("scoring");
                var shown = Stopwatch.GetTimestamp();
                return work(new Reporter(p =>
                {
                    // A text for each of hundreds of thousands of architectures takes longer than their costs.
                    if (p.Done > 1 && p.Done < p.Total && Stopwatch.GetElapsedTime(shown) < Interval)
                    {
                        return;
                    }

                    shown = Stopwatch.GetTimestamp();
                    task.MaxValue = p.Total;
                    task.Description = Describe(p);
                    task.Value = p.Done;
                }));
            });
    }

    private static string Describe(RunProgress p)
    {
        var left = p.Remaining is { } remaining ? $", {remaining:hh\\:mm\\:ss} left" : string.Empty;
        return $"scoring {p.Done}/{p.Total}, {p.PerSecond:f1} architectures/s{left}";
    }

    // Progress<T> would post to the thread pool, out of order.
    private sealed class Reporter(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
