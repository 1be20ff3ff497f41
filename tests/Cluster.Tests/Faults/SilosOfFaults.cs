using System.Diagnostics;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>Silos in processes of their own.</summary>
/// <param name="connection">How they find each other.</param>
/// <param name="delay">Milliseconds that a network takes to be built; one is built a few times.</param>
internal sealed class SilosOfFaults(string connection, double delay = 15) : IDisposable
{
    public const string Token = "a token of the tests of faults";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, Process> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _said = new(StringComparer.Ordinal);

    public string Connection => connection;

    public IEnumerable<string> Names => _silos.Keys;

    /// <summary>Starts silos, together.</summary>
    public Task Start(params string[] names) => Task.WhenAll(names.Select(name => Start(name, "127.0.0.1", [])));

    /// <summary>Starts one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="address">Its address.</param>
    /// <param name="before">What it is started by, such as a command that enters a network namespace.</param>
    /// <param name="environment">Variables of its environment.</param>
    public async Task Start(string name, string address, string[] before, params (string Name, string Value)[] environment)
    {
        string[] command =
        [
            .. before, "dotnet", typeof(SiloProgram).Assembly.Location, "silo", connection, name, address,
            FormattableString.Invariant($"{delay}"),
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var process = Process.Start(start)!;
        List<string> said = [];
        lock (_silos)
        {
            _silos[name] = process;
            _said[name] = said;
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience);

        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }

            if (line == SiloProgram.Ready)
            {
                ready.TrySetResult();
            }
        }
    }

    /// <summary>The address of a silo's page.</summary>
    public string Page(string name) =>
        Said(name).Split('\n').Last(line => line.StartsWith(SiloProgram.PageIs, StringComparison.Ordinal))[SiloProgram.PageIs.Length..];

    /// <summary>What a silo has said so far.</summary>
    public string Said(string name)
    {
        lock (_said[name])
        {
            return string.Join('\n', _said[name]);
        }
    }

    /// <summary>Kills a silo (kill -9).</summary>
    public void Kill(string name) => _silos[name].Kill();

    /// <summary>Sends a signal to a silo, by its name without SIG.</summary>
    public void Signal(string name, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_silos[name].Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        foreach (var name in TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Passed ? [] : Names)
        {
            TestContext.Out.WriteLine($"--- {name}\n{Said(name)}");
        }

        foreach (var silo in _silos.Values)
        {
            if (!silo.HasExited)
            {
                silo.Kill();
                silo.WaitForExit();
            }

            silo.Dispose();
        }
    }
}
