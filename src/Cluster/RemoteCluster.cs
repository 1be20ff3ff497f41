using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Silos;
using NasPipelines.Scoring;

namespace NasPipelines.Cluster;

/// <summary>
/// A cluster of silos as a stage of scores sees it: the option <see cref="ScoringStageOptions.Cluster"/>. A stage's journal is where
/// results are kept: a client that is killed and run again sends what is missing there.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class RemoteCluster : ScoringCluster, IDisposable
{
    private readonly IHost _host;
    private readonly RemoteClusterOptions _options;

    private RemoteCluster(IHost host, RemoteClusterOptions options) => (_host, _options) = (host, options);

    /// <summary>Connects with a cluster.</summary>
    /// <param name="options">Which one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">Options are at fault, or there is no token.</exception>
    /// <exception cref="IOException">No silo was reached within the patience, or the token is not theirs.</exception>
    public static RemoteCluster Connect(RemoteClusterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Token, nameof(options));
        var connection = ClusterConnection.Parse(options.Connection);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(new LineLogger(options.Log)).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Orleans", LogLevel.Error).AddFilter("Microsoft", LogLevel.Warning);
        var attempts = new ConnectionAttempts(options.Patience, options.Log);
        builder.UseOrleansClient(client =>
        {
            SiloSettings.Apply(client, options.Token);
            connection.Configure(client);
            client.Services.AddSingleton<IClientConnectionRetryFilter>(attempts);
        });
        var host = builder.Build();
        try
        {
            // Orleans' threads are the pool's; the caller may have a context that they would wait for.
            Task.Run(() => host.StartAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();
            return new(host, options);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            host.Dispose();
            throw new IOException(
                $"No silo of {connection.Shown} was reached: start one with this connection and the same token. ({e.Message})", e);
        }
    }

    /// <summary>What tests ask the cluster with.</summary>
    internal IServiceProvider Services => _host.Services;

    /// <inheritdoc/>
    public override void Score(ScoringWork work, Action<int, ScoreRow> done, RunOptions run)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(done);
        ArgumentNullException.ThrowIfNull(run);
        var logger = _host.Services.GetRequiredService<ILogger<RemoteCluster>>();
        var remote = new RemoteRun(_host.Services.GetRequiredService<IClusterClient>(), work, done, run, _options.Patience, logger);
        Task.Run(remote.Run, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Task.Run(() => _host.StopAsync(), CancellationToken.None).GetAwaiter().GetResult();
        _host.Dispose();
    }
}
