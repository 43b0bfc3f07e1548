import { Component, type ReactNode } from "react";

export type ErrorFallbackProps = { fallback: ReactNode; children: ReactNode };

/** Shows something simpler where the better thing cannot be loaded. */
export class ErrorFallback extends Component<ErrorFallbackProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
