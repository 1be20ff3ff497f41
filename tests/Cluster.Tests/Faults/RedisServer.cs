using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>A Redis that keeps what it was told in a file.</summary>
internal sealed class RedisServer : Server
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _program = Require("redis-server", "redis-server");

    public string Connection => $"redis://127.0.0.1:{Port}";

    protected override string[] Command =>
    [
        _program, "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder.File("."), "--appendonly", "yes", "--save", "",
    ];

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}
