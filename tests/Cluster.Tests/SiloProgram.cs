using System.Globalization;
using System.Net;
using NasPipelines.Cluster.Silos;
using NasPipelines.Cluster.Tests.Faults;
using NasPipelines.Networks;

namespace NasPipelines.Cluster.Tests;

/// <summary>A silo in a process of its own, which tests kill, stop and cut off; it ends with its standard input, at the latest.</summary>
public static class SiloProgram
{
    public const string Ready = "ready";
    public const string PageIs = "page ";

    public static async Task Main(string[] args)
    {
        if (args is not ["silo", var connection, var name, var address, var delay])
        {
            return;
        }

        NasRuntime.Load();
        NasRuntime.Tune();
        SlowSpace.Delay = TimeSpan.FromMilliseconds(double.Parse(delay, CultureInfo.InvariantCulture));
        var end = Task.Run(Console.In.ReadToEnd);
        while (!end.IsCompleted)
        {
            await using var silo = await ScoringSilo.StartAsync(Options(connection, name, IPAddress.Parse(address)));
            await Console.Out.WriteLineAsync($"{PageIs}{silo.Page}\n{Ready}");
            if (await Task.WhenAny(silo.Completion, end) == end || !await silo.Completion)
            {
                Environment.Exit(0);
            }

            await Console.Out.WriteLineAsync("taken for dead");
        }
    }

    private static ScoringSiloOptions Options(string connection, string name, IPAddress address) => new()
    {
        Connection = connection,
        Token = SilosOfFaults.Token,
        Name = name,
        Address = address,
        Workers = 1,
        Batch = TimeSpan.FromSeconds(1),
        Lease = TimeSpan.FromSeconds(3),
        SearchSpaces = [new SlowSpace()],
        Log = line => Console.Out.WriteLine(FormattableString.Invariant($"{DateTime.UtcNow:mm:ss.f} {line}")),
    };
}
