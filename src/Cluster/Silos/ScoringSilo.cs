using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Grains;
using NasPipelines.Cluster.Pages;
using Orleans.Configuration;

namespace NasPipelines.Cluster.Silos;

/// <summary>
/// One member of a cluster that scores architectures: it coordinates runs, scores for them with its workers, and has a page for people.
/// It has a host of its own and leaves the process's alone.
/// </summary>
public sealed class ScoringSilo : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly WebApplication _host;
    private readonly SiloFault _fault;

    private ScoringSilo(WebApplication host, SiloFault fault, string name, Uri? page, IPEndPoint gateway) =>
        (_host, _fault, Name, Page, Gateway) = (host, fault, name, page, gateway);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The address of its page; null where it has none.</summary>
    public Uri? Page { get; }

    /// <summary>Where clients reach it.</summary>
    public IPEndPoint Gateway { get; }

    /// <summary>
    /// Ends when the silo does: with true where the others have taken it for dead (it was suspended, or cut off), so that a new one may be
    /// started in its place; with false where it was stopped.
    /// </summary>
    public Task<bool> Completion => Complete();

    /// <summary>Starts a silo; it is a member of the cluster when this returns.</summary>
    /// <param name="options">What it is.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ArgumentException">Options are at fault, or there is no token.</exception>
    /// <exception cref="IOException">A port is in use, or the others cannot be reached.</exception>
    public static async Task<ScoringSilo> StartAsync(ScoringSiloOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Token, nameof(options));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Start(options, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e) when (
                attempt < Attempts && options is { SiloPort: 0, GatewayPort: 0, PagePort: null or 0 }
                && e.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                // Somebody took a port between its being found free and its being used.
            }
        }
    }

    /// <summary>Lets workers finish what is at hand, gives the rest back, and leaves the cluster.</summary>
    /// <param name="cancellationToken">Ends it at once.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<ScoringSilo> Start(ScoringSiloOptions options, CancellationToken cancellationToken)
    {
        var connection = ClusterConnection.Parse(options.Connection);
        var (siloPort, gatewayPort) = (FreePort(options.Address, options.SiloPort), FreePort(options.Address, options.GatewayPort));
        var name = options.Name ?? FormattableString.Invariant($"{Environment.MachineName}-{siloPort}");
        var fault = new SiloFault();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.AddProvider(new LineLogger(options.Log)).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Orleans", LogLevel.Error).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Error);
        builder.Services.AddSingleton(options).AddSingleton(fault).AddSingleton<IFatalErrorHandler>(fault)
            .AddSingleton(new RunSettings(name, options.Rules, TimeSpan.FromMinutes(2))).AddSingleton(TimeProvider.System);
        builder.Host.UseOrleans(silo =>
        {
            SiloSettings.Apply(silo, name, options, siloPort, gatewayPort);
            connection.Configure(silo);
        });
        builder.Services.AddSingleton<SiloWork>().AddHostedService(services => services.GetRequiredService<SiloWork>());
        StatusPage.AddTo(builder, options.Address, options.PagePort);
        var host = builder.Build();
        fault.Host = host.Lifetime;
        StatusPage.Map(host, options.Token);

        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"The silo {name} did not start on {connection.Shown}: {e.Message}", e);
        }

        return new(host, fault, name, host.Urls.Select(url => new Uri(url)).FirstOrDefault(), new(options.Address, gatewayPort));
    }

    private async Task<bool> Complete()
    {
        await _host.WaitForShutdownAsync().ConfigureAwait(false);
        return _fault.Reason is not null;
    }

    private static int FreePort(IPAddress address, int asked)
    {
        if (asked != 0)
        {
            return asked;
        }

        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
