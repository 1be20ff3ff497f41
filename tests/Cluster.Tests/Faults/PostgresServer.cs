using System.Diagnostics;
using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>A PostgreSQL with a folder of its own; where the tests run as root, which it refuses, it runs as nobody.</summary>
internal sealed class PostgresServer : Server
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _program = Require("postgres", "postgresql");

    public PostgresServer()
    {
        var data = _folder.File("data");
        Directory.CreateDirectory(data);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chmod", "755", _folder.File("."));
            Run("chown", "nobody", data);
        }

        Run([.. AsNobody, Require("initdb", "postgresql"), "-D", data, "-U", "nas", "-A", "trust", "--no-sync"]);
    }

    public string Connection => $"postgres://nas@127.0.0.1:{Port}/postgres";

    protected override string[] Command =>
    [
        .. AsNobody, _program, "-D", _folder.File("data"), "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c",
        "unix_socket_directories=", "-c", "shared_buffers=16MB",
    ];

    private static string[] AsNobody =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : [];

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{string.Join(' ', command)}: {error.Result} {output.Result}");
    }
}
