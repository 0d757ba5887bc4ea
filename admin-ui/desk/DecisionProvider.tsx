/** Tells the desk of each decision that was taken on it; elsewhere nobody listens. */
import { createContext, useContext } from 'react';
import type { Decision } from './decision.ts';

const DecisionContext = createContext<(decision: Decision) => void>(() => {});

export const DecisionProvider = DecisionContext.Provider;

export const useTellDecision = () => useContext(DecisionContext);
