using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Cluster;

/// <summary>A Slurm of two nodes on this machine, its daemons started for a test and ended with it; loopback only.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Needed = ["slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "scancel"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _daemons = [];
    private readonly CancellationToken _timeout;

    private SlurmCluster(CancellationToken timeout) => _timeout = timeout;

    /// <summary>Starts one, or ignores the test where that is not possible, with the reason.</summary>
    public static async Task<SlurmCluster> Start(CancellationToken timeout)
    {
        if (Needed.FirstOrDefault(name => !IsInstalled(name)) is { } missing)
        {
            Assert.Ignore($"needs {missing}: apt-get install slurmctld slurmd slurm-client");
        }

        if (Environment.UserName != "root")
        {
            Assert.Ignore("needs root, as which slurmd starts jobs");
        }

        var cluster = new SlurmCluster(timeout);
        try
        {
            await cluster.Start();
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command of Slurm, or one that runs some, and gives what it prints.</summary>
    public async Task<string> Run(string command, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(Started(command, arguments, environment))!;
        var error = process.StandardError.ReadToEndAsync(_timeout);
        var output = await process.StandardOutput.ReadToEndAsync(_timeout);
        await process.WaitForExitAsync(_timeout);
        Assert.That(process.ExitCode, Is.Zero, $"{command} {string.Join(' ', arguments)}: {output}{await error}");
        return output.Trim();
    }

    /// <summary>Waits until something holds.</summary>
    public async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(100, _timeout);
        }
    }

    public void Dispose()
    {
        if (_daemons.Count > 0)
        {
            // What still runs of a test that has failed.
            using var cancel = Process.Start(Started("scancel", ["--user", Environment.UserName], null))!;
            cancel.WaitForExit(5_000);
        }

        foreach (var daemon in Enumerable.Reverse(_daemons))
        {
            using var kill = Process.Start("kill", ["-TERM", $"{daemon.Id}"]);
            if (!daemon.WaitForExit(10_000))
            {
                daemon.Kill();
            }

            daemon.Dispose();
        }

        _folder.Dispose();
    }

    private async Task Start()
    {
        var ports = FreePorts(3);
        Directory.CreateDirectory(_folder.File("state"));
        await File.WriteAllTextAsync(
            _folder.File("slurm.conf"),
            $"""
            ClusterName=test
            SlurmctldHost=localhost(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/none
            CredType=cred/none
            AuthInfo=cred_expire=5
            StateSaveLocation={_folder.File("state")}
            SlurmdSpoolDir={_folder.File("spool-%n")}
            SlurmctldPidFile={_folder.File("ctld.pid")}
            SlurmdPidFile={_folder.File("slurmd-%n.pid")}
            SlurmctldLogFile={_folder.File("ctld.log")}
            SlurmdLogFile={_folder.File("slurmd-%n.log")}
            SlurmdParameters=config_overrides
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SchedulerType=sched/builtin
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core_Memory
            SwitchType=switch/none
            MpiDefault=none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            ReturnToService=2
            NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[1]} CPUs=4 RealMemory=8192 State=UNKNOWN
            NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port={ports[2]} CPUs=4 RealMemory=8192 State=UNKNOWN
            PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP

            """, _timeout);
        Daemon("slurmctld", "-D", "-c");
        Daemon("slurmd", "-D", "-N", "n1");
        Daemon("slurmd", "-D", "-N", "n2");
        await Until(async () =>
        {
            if (_daemons.Find(d => d.HasExited) is { } dead)
            {
                Assert.Ignore($"{dead.StartInfo.FileName} does not start here: {LastLines()}");
            }

            // Until the controller listens there is nobody to ask.
            using var nodes = Process.Start(Started("sinfo", ["--noheader", "--states=idle", "--format=%D"], null))!;
            var idle = await nodes.StandardOutput.ReadToEndAsync(_timeout);
            return idle.Trim() == "2";
        });
    }

    private void Daemon(string name, params string[] arguments) => _daemons.Add(Process.Start(Started(name, arguments, null))!);

    private ProcessStartInfo Started(string command, string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.File("."),
        };
        start.Environment["SLURM_CONF"] = _folder.File("slurm.conf");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private string LastLines() => string.Join(
        " ", Directory.GetFiles(_folder.File("."), "*.log").SelectMany(log => File.ReadLines(log).TakeLast(2)));

    private static bool IsInstalled(string name) => ((Environment.GetEnvironmentVariable("PATH") ?? "") + ":/usr/sbin").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    private static string[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        string[] ports =
            [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture))];
        listeners.ForEach(l => l.Dispose());
        return ports;
    }
}
