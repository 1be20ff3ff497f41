using NasPipelines.Cluster.Silos;
using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Silos;

/// <summary>Silos in this process, with a file of their own.</summary>
internal sealed class SilosOfTest : IAsyncDisposable
{
    public const string Token = "a token of these tests";

    private readonly TemporaryFolder _folder = new();
    private readonly List<ScoringSilo> _silos = [];
    private readonly List<string> _log = [];

    public string Connection => $"local:{_folder.File("cluster.db")}";

    public IReadOnlyList<ScoringSilo> All => _silos;

    /// <summary>What silos and clients said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

    public static async Task<SilosOfTest> Start(int silos, int workers = 1)
    {
        var cluster = new SilosOfTest();
        for (var i = 0; i < silos; i++)
        {
            await cluster.Add(new() { Name = $"silo-{i}", Workers = workers, PagePort = null });
        }

        return cluster;
    }

    /// <summary>Starts one more.</summary>
    public async Task<ScoringSilo> Add(ScoringSiloOptions options)
    {
        var silo = await ScoringSilo.StartAsync(new()
        {
            Connection = Connection,
            Token = Token,
            Name = options.Name,
            Workers = options.Workers,
            PagePort = options.PagePort,
            Batch = TimeSpan.FromSeconds(1),
            Lease = TimeSpan.FromSeconds(5),
            Version = options.Version,
            Log = Say,
        });
        _silos.Add(silo);
        return silo;
    }

    public RemoteCluster Connect(string token = Token, double patience = 60) => RemoteCluster.Connect(new()
    {
        Connection = Connection,
        Token = token,
        Patience = TimeSpan.FromSeconds(patience),
        Log = Say,
    });

    public async ValueTask DisposeAsync()
    {
        // Together: the last one would wait for the others.
        await Task.WhenAll(_silos.Select(async silo =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await silo.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await silo.DisposeAsync();
        }));
        _folder.Dispose();
    }

    private void Say(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }
}
