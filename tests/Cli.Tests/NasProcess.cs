using System.Diagnostics;
using System.Globalization;

namespace NasPipelines.Cli.Tests;

/// <summary>The command in a process of its own, which signals reach; killed where a test leaves it running.</summary>
internal sealed class NasProcess : IDisposable
{
    private readonly Process _process;
    private readonly CancellationToken _timeout;

    private NasProcess(Process process, CancellationToken timeout) => (_process, _timeout) = (process, timeout);

    public static NasProcess Start(
        IEnumerable<string> args, CancellationToken timeout, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Where the tests run in the background of a shell, a child would ignore SIGINT as they do.
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT,TERM,USR1", "dotnet", typeof(NasCommand).Assembly.Location, .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, timeout);
    }

    /// <summary>Waits until progress lines ("scoring 12/117, …") tell of so many architectures.</summary>
    public Task Scored(int architectures) => Said(line =>
        line.Split("scoring ") is [_, var progress, ..]
        && int.TryParse(progress.Split('/')[0], CultureInfo.InvariantCulture, out var now) && now >= architectures);

    /// <summary>Waits until a line of progress tells that work has begun; the next one may be half a minute away.</summary>
    public Task Begun() => Said(line => line.StartsWith("scoring", StringComparison.Ordinal));

    private async Task Said(Func<string, bool> isAwaited)
    {
        List<string> said = [];
        while (await _process.StandardError.ReadLineAsync(_timeout) is { } line)
        {
            said.Add(line);
            if (isAwaited(line))
            {
                return;
            }
        }

        Assert.Fail($"the run ended before it was told to: {string.Join('\n', said)}");
    }

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(_timeout);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Nas> Exit()
    {
        var output = _process.StandardOutput.ReadToEndAsync(_timeout);
        var error = await _process.StandardError.ReadToEndAsync(_timeout);
        await _process.WaitForExitAsync(_timeout);
        return new(_process.ExitCode, await output, error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
