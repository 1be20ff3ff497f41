using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas silo</c>: a member of a cluster that scores architectures for <c>nas score --cluster</c>.</summary>
internal static class SiloVerb
{
    public const string Name = "silo";

    public const string Description = "Be a member of a cluster that scores architectures for nas score --cluster.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var cluster = new Option<string>("--cluster")
        {
            Description = "How silos find each other: local (this user's on this machine), local:FILE, redis://HOST:PORT, or "
                + "postgres://USER:PASSWORD@HOST/DATABASE.",
            HelpName = "CONNECTION",
            DefaultValueFactory = _ => "local",
        };
        var local = new Option<int>("--local")
        {
            Description = "Start so many silos in this process, for trying out; they share the cores.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        }.Within(1, 16);
        var bind = new Option<IPAddress>("--bind")
        {
            Description = "The address that others reach the silo at; this machine's own (127.0.0.1) where left out.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = Address,
        };
        var name = new Option<string?>("--name") { Description = "The silo's name; the machine and a number where left out." };
        var siloPort = Port("--silo-port", "silos");
        var clientPort = Port("--client-port", "clients");
        var pagePort = Port("--page-port", "the page that shows runs and silos");
        var batch = Seconds("--batch-seconds", "How long a batch should take: what is lost with a worker at most.", 10, 0.1);
        var lease = Seconds(
            "--lease-seconds", "After how long without a word a batch is given to another worker; the same for all silos.", 20, 1);
        foreach (var option in (Option[])[cluster, local, bind, name, siloPort, clientPort, pagePort, batch, lease])
        {
            command.Options.Add(option);
        }

        var tokens = new ClusterTokens(command, common);
        return command.Does((parsed, cancellation) =>
        {
            var address = parsed.GetRequiredValue(bind);
            var count = parsed.GetValue(local);
            var ports = new[] { siloPort, clientPort, pagePort }.Any(port => parsed.GetValue(port) > 0);
            if (count > 1 && (ports || parsed.GetValue(name) is not null))
            {
                throw new WrongUseException("--local: several silos cannot have one name or port; leave --name and ports out.");
            }

            var run = common.Run.Read(parsed, cancellation);
            SiloProcess.Run(
                terminal,
                count,
                new()
                {
                    Connection = parsed.GetRequiredValue(cluster),
                    Token = tokens.OfSilo(parsed, address),
                    Name = parsed.GetValue(name),
                    Workers = run.Workers is > 0 and var asked ? asked : SiloProcess.WorkersOf(count),
                    MemoryBytes = run.MemoryBytes,
                    Address = address,
                    SiloPort = parsed.GetValue(siloPort),
                    GatewayPort = parsed.GetValue(clientPort),
                    PagePort = parsed.GetValue(pagePort),
                    Batch = TimeSpan.FromSeconds(parsed.GetValue(batch)),
                    Lease = TimeSpan.FromSeconds(parsed.GetValue(lease)),
                    Log = line => ClusterLines.Say(terminal, line),
                },
                cancellation);
        });
    }

    private static Option<int> Port(string name, string whom) => new Option<int>(name)
    {
        Description = $"The port for {whom}; any that is free where left out.",
        HelpName = "PORT",
    }.Within(0, 65535);

    private static Option<double> Seconds(string name, string description, double standard, double least)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "SECONDS", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is var seconds && !(seconds >= least && seconds <= 86_400))
            {
                result.AddError(FormattableString.Invariant($"{name} must be in [{least}, 86400] seconds (was {seconds})."));
            }
        });
        return option;
    }

    private static IPAddress Address(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            return address;
        }

        result.AddError($"--bind: '{text}' is no address that others could reach; give one of this machine's, such as 10.0.0.3.");
        return IPAddress.Loopback;
    }
}
