using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>A server that tests start, kill and start again; the test is skipped where it is not installed.</summary>
internal abstract class Server : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Process? _process;

    protected Server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The port that it listens on.</summary>
    protected int Port { get; }

    /// <summary>Starts it, with what it had.</summary>
    public async Task Start()
    {
        _process = Process.Start(new ProcessStartInfo(Command[0], Command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!await Listens())
        {
            Assert.That(_process.HasExited, Is.False, string.Join(' ', Command));
            Assert.That(clock.Elapsed, Is.LessThan(Patience));
            await Task.Delay(100);
        }
    }

    /// <summary>Kills it (kill -9), and starts it again after a while.</summary>
    public async Task Restart(TimeSpan away)
    {
        Kill();
        await Task.Delay(away);
        await Start();
    }

    public virtual void Dispose() => Kill();

    /// <summary>The command that runs it in the foreground.</summary>
    protected abstract string[] Command { get; }

    /// <summary>The file of a program; the test is skipped where there is none.</summary>
    protected static string Require(string program, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var found = folders.Concat(versions.Select(version => Path.Combine(version, "bin")))
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Ignore($"needs {program}: apt-get install {package}");
        }

        return found;
    }

    private void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    private async Task<bool> Listens()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
