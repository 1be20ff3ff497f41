using System.CommandLine;
using NasPipelines.Scoring;
#if !LIGHT
using NasPipelines.Cluster;
#endif

namespace NasPipelines.Cli;

#if LIGHT
/// <summary>Nothing: the package without libtorch has no libraries of clusters either.</summary>
#pragma warning disable CS9113, CA1822, IDE0060 // It is used as the other one is.
internal sealed class ClusterOptions(Command command, CommonOptions common)
{
    public bool IsAsked(ParseResult parsed) => false;

    public IDisposable? Connect(Terminal terminal, ParseResult parsed, CancellationToken cancellation) => null;

    public static ScoringCluster? Of(IDisposable? connected) => null;
}
#else
/// <summary>The cluster that scores in the place of this process.</summary>
internal sealed class ClusterOptions
{
    private readonly CommonOptions _common;
    private readonly ClusterTokens _tokens;
    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "Score on the silos of this cluster (nas silo): local, local:FILE, redis://HOST:PORT, "
            + "postgres://USER:PASSWORD@HOST/DATABASE, or addresses of silos as HOST:PORT,HOST:PORT; silos:N starts N in this "
            + "process for this run, for trying out.",
        HelpName = "CONNECTION",
    };

    public ClusterOptions(Command command, CommonOptions common)
    {
        _common = common;
        command.Options.Add(_cluster);
        _tokens = new(command, common);
    }

    /// <summary>Whether one is asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_cluster) is not null;

    /// <summary>Connects; null where no cluster is asked for.</summary>
    /// <exception cref="WrongUseException">Options contradict each other, or there is no token.</exception>
    public IDisposable? Connect(Terminal terminal, ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_cluster) is not { } connection)
        {
            return _tokens.IsGiven(parsed) ? throw new WrongUseException("--token-file goes with --cluster.") : null;
        }

        _common.Run.RequireSilos(parsed);
        if (OwnSilos.IsAsked(connection, out var count))
        {
            return _tokens.IsGiven(parsed)
                ? throw new WrongUseException("--token-file goes with silos that others have started.")
                : Own(terminal, count, cancellation);
        }

        return Open(terminal, connection, _tokens.OfClient(parsed), cancellation);
    }

    /// <summary>A cluster as the options of stages take it.</summary>
    public static ScoringCluster? Of(IDisposable? connected) => connected as ScoringCluster;

    // Apart, so that the libraries of clusters are loaded where one is asked for only.
    private static OwnSilos Own(Terminal terminal, int count, CancellationToken cancellation) =>
        OwnSilos.Start(terminal, count, cancellation);

    private static RemoteCluster Open(Terminal terminal, string connection, string token, CancellationToken cancellation) =>
        RemoteCluster.Connect(
            new()
            {
                Connection = connection,
                Token = token,
                Patience = TimeSpan.FromMinutes(2),
                Log = line => ClusterLines.Say(terminal, line),
            },
            cancellation);
}
#endif
