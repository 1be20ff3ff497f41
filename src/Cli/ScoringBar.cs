using NasPipelines.Scoring;
using Spectre.Console;

namespace NasPipelines.Cli;

/// <summary>A progress bar with rate and time left on standard error.</summary>
internal static class ScoringBar
{
    public static T Show<T>(TextWriter error, Func<IProgress<ScoringProgress>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(bar =>
            {
                var task = bar.AddTask("scoring");
                return work(new Reporter(p =>
                {
                    task.MaxValue = p.Total;
                    task.Description = Describe(p);
                    task.Value = p.Done;
                }));
            });
    }

    public static T ShowRun<T>(TextWriter error, Func<IProgress<RunProgress>, T> work) =>
        Show(error, progress => work(new Relay(progress)));

    private static string Describe(ScoringProgress p)
    {
        var left = p.Remaining is { } remaining ? $", {remaining:hh\\:mm\\:ss} left" : string.Empty;
        return $"scoring {p.Done}/{p.Total}, {p.ArchitecturesPerSecond:f1} architectures/s{left}";
    }

    private sealed class Relay(IProgress<ScoringProgress> progress) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(new(value.Done, value.Total, value.PerSecond, value.Remaining));
    }

    // Progress<T> would post to the thread pool, out of order.
    private sealed class Reporter(Action<ScoringProgress> report) : IProgress<ScoringProgress>
    {
        public void Report(ScoringProgress value) => report(value);
    }
}
