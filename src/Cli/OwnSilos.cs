using System.Globalization;
using NasPipelines.Cluster;
using NasPipelines.Cluster.Silos;
using NasPipelines.Scoring;

namespace NasPipelines.Cli;

/// <summary>A cluster for one run, in the process of the command: for trying out what a cluster is.</summary>
internal sealed class OwnSilos : ScoringCluster, IDisposable
{
    private const string Prefix = "silos:";
    private const int Most = 16;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naspipelines-silos-");
    private readonly List<ScoringSilo> _silos = [];
    private readonly RemoteCluster _client;

    private OwnSilos(Terminal terminal, int count, CancellationToken cancellation)
    {
        try
        {
            var (connection, token) = ($"local:{Path.Combine(_folder.FullName, "cluster.db")}", ClusterTokens.New());
            SiloProcess.WidenPool();
            for (var i = 0; i < count; i++)
            {
                _silos.Add(ScoringSilo.StartAsync(
                    new()
                    {
                        Connection = connection,
                        Token = token,
                        Workers = SiloProcess.WorkersOf(count),
                        PagePort = null,
                        Log = line => ClusterLines.Say(terminal, line),
                    },
                    cancellation).GetAwaiter().GetResult());
                terminal.Detail($"silo {_silos[i].Name} started");
            }

            _client = RemoteCluster.Connect(
                new() { Connection = connection, Token = token, Log = line => ClusterLines.Say(terminal, line) }, cancellation);
        }
        catch
        {
            Stop();
            throw;
        }
    }

    /// <summary>Whether a connection asks for one, and of how many silos.</summary>
    /// <exception cref="WrongUseException">It asks for none or for too many.</exception>
    public static bool IsAsked(string connection, out int count)
    {
        count = 0;
        return connection.StartsWith(Prefix, StringComparison.Ordinal)
            && (int.TryParse(connection.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out count)
                && count is >= 1 and <= Most
                    ? true
                    : throw new WrongUseException($"--cluster {connection}: the number of silos must be in [1, {Most}]."));
    }

    /// <summary>Starts silos that share the cores, and connects with them.</summary>
    public static OwnSilos Start(Terminal terminal, int count, CancellationToken cancellation) => new(terminal, count, cancellation);

    public override void Score(ScoringWork work, Action<int, ScoreRow> done, RunOptions run) => _client.Score(work, done, run);

    public void Dispose()
    {
        try
        {
            _client.Dispose();
        }
        finally
        {
            Stop();
        }
    }

    private void Stop()
    {
        Task.WhenAll(_silos.Select(async silo =>
        {
            await SiloProcess.Stop(silo);
            await silo.DisposeAsync();
        })).GetAwaiter().GetResult();
        _folder.Delete(recursive: true);
    }
}
