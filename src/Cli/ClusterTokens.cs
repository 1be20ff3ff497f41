using System.CommandLine;
using System.Net;
using System.Security.Cryptography;

namespace NasPipelines.Cli;

/// <summary>
/// What silos and clients know and others do not: from the environment or a file, never from the command line, which every user of a
/// machine sees.
/// </summary>
internal sealed class ClusterTokens
{
    private const string Variable = "NAS_CLUSTER_TOKEN";

    private readonly Option<string?> _file = new("--token-file")
    {
        Description = $"The cluster's token: the first line of this file; by default of the variable {Variable}, or, among silos and "
            + "clients of one user on one machine, a file that the first silo makes.",
        HelpName = "FILE",
    };

    public ClusterTokens(Command command, CommonOptions common)
    {
        common.Files.Reads(_file);
        command.Options.Add(_file);
    }

    /// <summary>Whether a file is named.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_file) is not null;

    /// <summary>The token of a client.</summary>
    /// <exception cref="WrongUseException">There is none.</exception>
    public string OfClient(ParseResult parsed) => Given(parsed)
        ?? (File.Exists(Own) ? Read(Own) : throw new WrongUseException(
            $"--cluster needs the cluster's token: set {Variable}, or give --token-file FILE; no silo of yours has run on this machine."));

    /// <summary>The token of a silo, which is made where only this machine reaches it.</summary>
    /// <exception cref="WrongUseException">There is none, and other machines could reach the silo.</exception>
    public string OfSilo(ParseResult parsed, IPAddress address)
    {
        if (Given(parsed) is { } given)
        {
            return given;
        }

        if (!IPAddress.IsLoopback(address))
        {
            throw new WrongUseException(
                $"--bind {address}: other machines reach this silo, so it needs a token: set {Variable}, or give --token-file FILE.");
        }

        if (!File.Exists(Own))
        {
            Make();
        }

        return Read(Own);
    }

    /// <summary>A token that nobody has had.</summary>
    public static string New() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private static string Own => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "nas",
        "cluster.token");

    private string? Given(ParseResult parsed)
    {
        if (parsed.GetValue(_file) is { } path)
        {
            OptionRules.RequireFile("--token-file", path);
            return Read(path);
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token ? token : null;
    }

    private static string Read(string path) => File.ReadLines(path).FirstOrDefault()?.Trim() is { Length: > 0 } token
        ? token
        : throw new WrongUseException($"The file of the cluster's token, {path}, is empty.");

    // Two silos may begin at a time: the file is there whole, and the first one's.
    private static void Make()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Own)!);
        var made = $"{Own}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(made, options))
        {
            writer.WriteLine(New());
        }

        try
        {
            File.Move(made, Own, overwrite: false);
        }
        catch (IOException) when (File.Exists(Own))
        {
            File.Delete(made);
        }
    }
}
