using Microsoft.Extensions.Logging;
using NasPipelines.Files;

namespace NasPipelines.Cluster.Silos;

/// <summary>Gives what is logged to whoever wants lines.</summary>
/// <param name="tell">Told of each; null tells nobody.</param>
internal sealed class LineLogger(Action<string>? tell) : ILoggerProvider, ILogger
{
    private const int Longest = 300;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => tell is not null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        var line = exception is null ? message : $"{message} {exception.Message}";
        tell?.Invoke($"{logLevel.ToString().ToLowerInvariant()}: {ShownText.Of(line, Longest)}");
    }

    public void Dispose()
    {
    }
}
